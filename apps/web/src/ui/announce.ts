/** Announces to screen readers what the page already shows. The root layout contains the live region. */
export const announcementsId = 'announcements'

export function announce(text: string): void {
  const region = document.getElementById(announcementsId)
  if (region) region.textContent = text
}

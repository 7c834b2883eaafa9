/** Says something to a screen reader that the page shows elsewhere already. The root layout holds the region. */
export const announcementsId = 'announcements'

export function announce(text: string): void {
  const region = document.getElementById(announcementsId)
  if (region) region.textContent = text
}

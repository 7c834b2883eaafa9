/** Light or dark: the device's setting unless the user chose. The choice belongs to the device, so logout keeps it. */
export type Theme = 'light' | 'dark'

const storageKey = 'theme'
const chosen = new Set<() => void>()

/** Runs before the first paint, to avoid a flash of the wrong theme: applies this device's choice. */
export const themeScript = `try{var t=localStorage.getItem('${storageKey}');if(t==='light'||t==='dark')document.documentElement.dataset.theme=t}catch(e){}`

export function currentTheme(): Theme {
  const { theme } = document.documentElement.dataset
  if (theme === 'light' || theme === 'dark') return theme
  return matchMedia('(prefers-color-scheme: dark)').matches ? 'dark' : 'light'
}

export function chooseTheme(theme: Theme): void {
  document.documentElement.dataset.theme = theme
  try {
    localStorage.setItem(storageKey, theme)
  } catch {
    // Storage is full or blocked: the choice applies to this page.
  }
  for (const listener of chosen) listener()
}

/** Calls back when the device, this tab or another tab changes it. */
export function onThemeChange(listener: () => void): () => void {
  const media = matchMedia('(prefers-color-scheme: dark)')
  const fromOtherTab = (event: StorageEvent) => {
    if (event.key !== storageKey) return
    if (event.newValue === 'light' || event.newValue === 'dark') document.documentElement.dataset.theme = event.newValue
    listener()
  }
  chosen.add(listener)
  media.addEventListener('change', listener)
  addEventListener('storage', fromOtherTab)
  return () => {
    chosen.delete(listener)
    media.removeEventListener('change', listener)
    removeEventListener('storage', fromOtherTab)
  }
}

'use client'
/** The switch between light and dark. */
import { useSyncExternalStore } from 'react'
import { ToggleButton } from 'react-aria-components/ToggleButton'
import { MoonIcon, SunIcon } from '../ui/icons'
import { chooseTheme, currentTheme, onThemeChange } from './theme'

export function ThemeToggle() {
  const theme = useSyncExternalStore(onThemeChange, currentTheme, () => 'light')
  const dark = theme === 'dark'
  return (
    <ToggleButton
      aria-label="Dark theme"
      isSelected={dark}
      onChange={(selected) => chooseTheme(selected ? 'dark' : 'light')}
      className="grid size-10 place-items-center rounded-full text-ink transition-colors hover:bg-muted"
    >
      {dark ? <SunIcon /> : <MoonIcon />}
    </ToggleButton>
  )
}

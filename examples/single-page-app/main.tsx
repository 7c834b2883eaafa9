/** A page on another origin, in bearer mode: the tokens are in localStorage, and the API lists this origin in ALLOWED_ORIGINS. */
import { createCampusBite, localStorageTokens } from '@campusbite/client'
import { CampusBiteProvider } from '@campusbite/client/react'
import { QueryClient } from '@tanstack/react-query'
import { createRoot } from 'react-dom/client'
import { App } from './app'

const client = createCampusBite({
  url: import.meta.env.VITE_CAMPUSBITE_URL ?? 'http://localhost:3000',
  tokens: localStorageTokens(),
  leaveTo: '/',
})

// State outside React is cleared at logout, by name; `cleared` reports it.
client.onLogout('drafts', () => localStorage.removeItem('drafts'))

const root = document.getElementById('root')
if (root)
  createRoot(root).render(
    <CampusBiteProvider client={client} queryClient={new QueryClient()}>
      <App client={client} />
    </CampusBiteProvider>,
  )

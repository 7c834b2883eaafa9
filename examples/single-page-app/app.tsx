/** Shows what the session allows; the log-out button is one hook. */
import { type CampusBite, isLoggedOut } from '@campusbite/client'
import { api, useLogout, useSession } from '@campusbite/client/react'
import { useActionState } from 'react'

export function App({ client }: { client: CampusBite }) {
  const session = useSession()
  return session.status === 'signed-in' ? <Devices name={session.user?.name} /> : <LogIn client={client} />
}

function LogIn({ client }: { client: CampusBite }) {
  const [fault, logIn, pending] = useActionState(async (_before: string, form: FormData) => {
    try {
      await client.login({ email: String(form.get('email')), password: String(form.get('password')) })
      return ''
    } catch (error) {
      return isLoggedOut(error) || !(error instanceof Error) ? '' : error.message
    }
  }, '')
  return (
    <form action={logIn}>
      <h1>Log in</h1>
      <label>
        Email <input name="email" type="email" autoComplete="username" required />
      </label>
      <label>
        Password <input name="password" type="password" autoComplete="current-password" required />
      </label>
      <button type="submit" disabled={pending}>
        Log in
      </button>
      <p role="alert">{fault}</p>
    </form>
  )
}

function Devices({ name }: { name: string | undefined }) {
  const { logout, pending } = useLogout()
  const devices = api.session.list.useQuery()
  const cache = api.useUtils()
  const end = api.session.end.useMutation({ onSuccess: () => cache.session.list.invalidate() })
  return (
    <main>
      <h1>Devices of {name}</h1>
      <ul>
        {devices.data?.map(({ id, device, current }) => (
          <li key={id}>
            {device}{' '}
            {current ? (
              'This device'
            ) : (
              <button type="button" onClick={() => end.mutate({ id })}>
                Log out {device}
              </button>
            )}
          </li>
        ))}
      </ul>
      <button type="button" disabled={pending} onClick={() => void logout()}>
        Log out
      </button>
    </main>
  )
}

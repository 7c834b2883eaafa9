/** The login page, where a logout ends: it says why it is shown. */
import { loginNotices, loginPath, noticeCookieName, safeNext } from '@campusbite/auth/contract'
import type { Metadata } from 'next'
import { cookies } from 'next/headers'
import { LoginForm } from '../../session/login-form'
import { LoginNotice } from '../../session/login-notice'
import { errorText, loginNotKept } from '../../session/login-texts'
import { Page } from '../../ui/page'

export const metadata: Metadata = { title: 'Log in' }

type Query = Promise<{ [name: string]: string | string[] | undefined }>

export default async function LoginPage({ searchParams }: { searchParams: Query }) {
  const query = await searchParams
  const next = safeNext(query.next)
  const notice = await givenNotice()
  const error = errorText(query.error) ?? (query.after === 'login' && !notice ? loginNotKept : null)
  return (
    <Page title="Log in" lead="Good food is a few words away." width="narrow">
      <LoginNotice told={notice} />
      <LoginForm next={next} error={error} autoFocus={!notice} />
      <p className="text-center text-soft">
        New here?{' '}
        <a href={loginPath(next).replace('/login', '/register')} className="link">
          Create account
        </a>
      </p>
    </Page>
  )
}

/** The page gate deletes the cookie with this same response: a later reload shows no notice. */
async function givenNotice() {
  const jar = await cookies()
  const values = [true, false].map((secure) => jar.get(noticeCookieName(secure))?.value)
  return loginNotices.find((notice) => values.includes(notice))
}

/** Registration. */
import { loginPath, safeNext } from '@campusbite/auth/contract'
import type { Metadata } from 'next'
import { errorText } from '../../session/login-texts'
import { RegisterForm } from '../../session/register-form'
import { Page } from '../../ui/page'

export const metadata: Metadata = { title: 'Create account' }

type Query = Promise<{ [name: string]: string | string[] | undefined }>

export default async function RegisterPage({ searchParams }: { searchParams: Query }) {
  const query = await searchParams
  const next = safeNext(query.next)
  return (
    <Page title="Create account" lead="One account for every kitchen on campus." width="narrow">
      <RegisterForm next={next} error={errorText(query.error)} />
      <p className="text-center text-soft">
        Been here before?{' '}
        <a href={loginPath(next)} className="link">
          Log in
        </a>
      </p>
    </Page>
  )
}

/** The user's name and email address, and the forms to change the account. */
import type { Metadata } from 'next'
import Link from 'next/link'
import { ChangePassword } from '../../account/change-password'
import { DeleteAccount } from '../../account/delete-account'
import { requireViewer } from '../../lib/server-session'
import { buttonClass } from '../../ui/button-class'
import { LaptopIcon } from '../../ui/icons'
import { Page } from '../../ui/page'

export const metadata: Metadata = { title: 'Account' }

export default async function AccountPage() {
  const { user } = await requireViewer('/account')
  return (
    <Page title="Account">
      <section aria-labelledby="you" className="card flex flex-col gap-4 p-6">
        <h2 id="you" className="font-bold text-xl">
          You
        </h2>
        <dl className="grid gap-x-6 gap-y-1 sm:grid-cols-[8rem_1fr]">
          <dt className="text-soft">Name</dt>
          <dd className="wrap-anywhere font-semibold">{user.name}</dd>
          <dt className="text-soft max-sm:mt-2">Email</dt>
          <dd className="wrap-anywhere font-semibold">{user.email}</dd>
        </dl>
      </section>
      <section aria-labelledby="devices" className="card flex flex-wrap items-center justify-between gap-4 p-6">
        <div className="flex flex-col gap-1">
          <h2 id="devices" className="font-bold text-xl">
            Devices
          </h2>
          <p className="text-soft">See where you are logged in, and log out other devices.</p>
        </div>
        <Link href="/account/devices" className={buttonClass({ variant: 'secondary' })}>
          <LaptopIcon />
          Show devices
        </Link>
      </section>
      <ChangePassword email={user.email} />
      <DeleteAccount />
      <noscript>To change your password or delete your account, this page needs JavaScript.</noscript>
    </Page>
  )
}

/** Every device the user is logged in on, each with a button to log it out. */
import type { Metadata } from 'next'
import { DeviceList } from '../../../account/device-list'
import { privately, requireViewer } from '../../../lib/server-session'
import { Page } from '../../../ui/page'

export const metadata: Metadata = { title: 'Your devices' }

export default async function DevicesPage() {
  await requireViewer('/account/devices')
  const sessions = await privately('/account/devices', (api) => api.session.list())
  return (
    <Page
      title="Your devices"
      lead="Everywhere you are logged in. If you do not recognize a device, log it out and change your password."
    >
      <DeviceList initial={sessions} />
    </Page>
  )
}

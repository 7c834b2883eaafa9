/** The document around every page. It asks who is signed in, so no page is ever static or cached. */
import '@fontsource-variable/bricolage-grotesque/wght.css'
import '@fontsource-variable/figtree/wght.css'
import './globals.css'
import display from '@fontsource-variable/bricolage-grotesque/files/bricolage-grotesque-latin-wght-normal.woff2?address'
import sans from '@fontsource-variable/figtree/files/figtree-latin-wght-normal.woff2?address'
import type { Metadata, Viewport } from 'next'
import { headers } from 'next/headers'
import { viewer } from '../lib/server-session'
import { earlyLogoutScript } from '../session/early-logout'
import { themeScript } from '../theme/theme'
import { announcementsId } from '../ui/announce'
import { onePressScript } from '../ui/one-press'
import { Footer } from './footer'
import { Header } from './header'
import { Providers } from './providers'

export const metadata: Metadata = {
  title: { default: 'CampusBite', template: '%s · CampusBite' },
  description: 'Order food on campus: see the menu, fill the cart, pick it up between lectures.',
}

export const viewport: Viewport = {
  themeColor: [
    { media: '(prefers-color-scheme: light)', color: '#fff8f0' },
    { media: '(prefers-color-scheme: dark)', color: '#16110e' },
  ],
}

const headScript = { __html: `${themeScript};${onePressScript};${earlyLogoutScript}` }

export default async function RootLayout({ children }: { children: React.ReactNode }) {
  const session = await viewer()
  const nonce = (await headers()).get('x-nonce') ?? undefined
  return (
    <html lang="en" suppressHydrationWarning>
      <head>
        {/* Without preloading, the fonts would arrive after the first paint, and text would move. */}
        {[sans, display].map((font) => (
          <link key={font} rel="preload" as="font" type="font/woff2" href={font} crossOrigin="anonymous" />
        ))}
        {/* React Aria reads the nonce here for the one style element it adds; as an attribute it is hidden from CSS. */}
        <meta name="csp-nonce" nonce={nonce} suppressHydrationWarning />
        {/* biome-ignore lint/security/noDangerouslySetInnerHtml: constants of ours, which must run before the first paint */}
        <script nonce={nonce} data-sid={session?.sid} suppressHydrationWarning dangerouslySetInnerHTML={headScript} />
      </head>
      <body>
        {/* React removes a direct child of the body from whatever body the document has by then, and logout replaces the body:
            so everything is one level deeper. */}
        <div className="flex min-h-dvh flex-col">
          <a
            href="#content"
            className="sr-only z-50 rounded-full bg-ink font-semibold text-canvas focus:not-sr-only focus:fixed focus:top-2 focus:left-2 focus:px-5 focus:py-3"
          >
            Skip to content
          </a>
          <Providers session={session}>
            <Header signedIn={session !== null} />
            <main id="content" tabIndex={-1} className="flex-1 px-4 pt-6 pb-12 sm:px-6 sm:pt-10">
              {children}
            </main>
            <Footer signedIn={session !== null} />
            <div id={announcementsId} aria-live="polite" className="sr-only" />
          </Providers>
        </div>
      </body>
    </html>
  )
}

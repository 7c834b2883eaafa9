/** The bar at the top of every page: home, navigation and log out, always in view. */
import { LogOutButton } from '../session/log-out-button'
import { ThemeToggle } from '../theme/theme-toggle'
import { buttonClass } from '../ui/button-class'
import { Logo } from '../ui/icons'
import { Navigation } from './navigation'

export function Header({ signedIn }: { signedIn: boolean }) {
  return (
    <header className="sticky top-0 z-30 border-line border-b bg-canvas px-4 sm:px-6">
      <div className="mx-auto flex min-h-16 w-full max-w-6xl flex-wrap items-center gap-x-2 sm:gap-x-4">
        {/* A full page load: it may lead from a signed-out page to a signed-in one, and a soft navigation would keep the old page. */}
        <a
          href="/"
          className="flex flex-wrap items-center gap-x-2 rounded-xl font-display font-extrabold text-lg tracking-tight min-[22.5rem]:text-xl"
        >
          <Logo />
          <span>
            Campus<span className="text-brand">Bite</span>
          </span>
        </a>
        {signedIn && <Navigation />}
        <div className="ml-auto flex items-center gap-1.5">
          <ThemeToggle />
          {signedIn ? <LogOutButton /> : <LogInLinks />}
        </div>
      </div>
    </header>
  )
}

function LogInLinks() {
  return (
    <nav aria-label="Account" className="flex items-center gap-1.5">
      <a href="/register" className={`${buttonClass({ variant: 'quiet', size: 'sm' })} max-sm:hidden`}>
        Create account
      </a>
      <a href="/login" className={buttonClass({ variant: 'primary', size: 'sm' })}>
        Log in
      </a>
    </nav>
  )
}

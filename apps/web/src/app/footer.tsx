/** The footer of every page. On a phone it leaves room for the bottom navigation. */
export function Footer({ signedIn }: { signedIn: boolean }) {
  return (
    <footer className={`border-line border-t px-4 py-6 text-sm text-soft sm:px-6 ${signedIn ? 'max-md:mb-20' : ''}`}>
      <div className="mx-auto flex w-full max-w-6xl flex-wrap items-center justify-between gap-x-6 gap-y-1">
        <p>CampusBite. Food between lectures.</p>
        <p>
          <a href="/docs" className="link">
            API reference
          </a>
        </p>
      </div>
    </footer>
  )
}

'use client'
/** Shown when the root layout itself fails: it stands alone and knows no user. */
import './globals.css'

export default function GlobalError() {
  return (
    <html lang="en">
      <head>
        <title>Something went wrong · CampusBite</title>
      </head>
      <body>
        <main className="mx-auto flex max-w-md flex-col items-start gap-4 px-6 py-16">
          <h1 className="font-extrabold text-3xl">Something went wrong</h1>
          <p role="alert">CampusBite cannot show this page at the moment. Try again shortly.</p>
          <a href="/" className="link">
            Back to the menu
          </a>
        </main>
      </body>
    </html>
  )
}

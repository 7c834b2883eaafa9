/** How Next builds and serves the pages. The page gate in front of it sets the headers. */

/** @type {import('next').NextConfig} */
const config = {
  poweredByHeader: false,
  reactStrictMode: true,
  transpilePackages: ['@campusbite/auth'],
  // The type check is a separate task; here it would run a second time.
  typescript: { ignoreBuildErrors: true, tsconfigPath: 'tsconfig.next.json' },
  images: { unoptimized: true },
  // Gives a page the URL of the same file that the style sheet requests. Without the condition it would break the style sheet.
  turbopack: { rules: { '*.woff2': { condition: { query: '?address' }, type: 'asset' } } },
}

export default config

/** How Next builds and serves the pages. Headers are set by the page gate, which stands in front of it. */

/** @type {import('next').NextConfig} */
const config = {
  poweredByHeader: false,
  reactStrictMode: true,
  transpilePackages: ['@campusbite/auth'],
  // The type check is a task of its own; here it would run a second time.
  typescript: { ignoreBuildErrors: true, tsconfigPath: 'tsconfig.next.json' },
  images: { unoptimized: true },
  // Gives a page the address of the very file that the style sheet asks for. Without the condition it would break the style sheet.
  turbopack: { rules: { '*.woff2': { condition: { query: '?address' }, type: 'asset' } } },
}

export default config

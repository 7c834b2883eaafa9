/** The security headers of every page (ASVS 3.4). Built for each response, because the nonce changes. */
import { strictTransport } from '@campusbite/api'

interface PolicyOptions {
  nonce: string
  dev: boolean
}

/**
 * Scripts and style elements need this response's nonce, and scripts loaded by such a script are trusted (`strict-dynamic`). No
 * page has style attributes in its markup; styles set by scripts are not restricted.
 */
export function contentSecurityPolicy({ nonce, dev }: PolicyOptions): string {
  return [
    "default-src 'self'",
    // In development React rebuilds the server's stack traces with eval, and Next inserts style elements by script.
    `script-src 'self' 'nonce-${nonce}' 'strict-dynamic'${dev ? " 'unsafe-eval'" : ''}`,
    "script-src-attr 'none'",
    dev ? "style-src 'self' 'unsafe-inline'" : `style-src 'self' 'nonce-${nonce}'`,
    "img-src 'self' data:",
    "font-src 'self'",
    dev ? "connect-src 'self' ws:" : "connect-src 'self'",
    "object-src 'none'",
    "base-uri 'none'",
    "frame-src 'none'",
    "frame-ancestors 'none'",
    "form-action 'self'",
  ].join('; ')
}

export function securityHeaders(policy: string, https: boolean): Record<string, string> {
  return {
    'Content-Security-Policy': policy,
    'X-Content-Type-Options': 'nosniff',
    // Not `no-referrer`: a form post would then send `Origin: null`, which the API treats as another site.
    'Referrer-Policy': 'same-origin',
    'Cross-Origin-Opener-Policy': 'same-origin',
    'Cross-Origin-Resource-Policy': 'same-origin',
    'Permissions-Policy': 'camera=(), geolocation=(), microphone=(), payment=(), usb=(), browsing-topics=()',
    ...(https ? { 'Strict-Transport-Security': strictTransport } : {}),
  }
}

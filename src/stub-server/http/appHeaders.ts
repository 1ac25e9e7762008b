const APP_POLICY = [
  "default-src 'self'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self' blob: data:",
  // A person points the app at any server of theirs.
  "connect-src 'self' http: https:",
  "object-src 'none'",
  "base-uri 'none'",
  "frame-ancestors 'none'",
  "form-action 'none'",
  // No text becomes HTML or a script's address. The one policy of Trusted Types is taken by the app before
  // anything else runs, and gives the address of its service worker, whatever it is asked for.
  "require-trusted-types-for 'script'",
  'trusted-types vue-chat-stream',
].join('; ')

/** The page that draws diagrams carries the rest of its policy itself, in `diagram/index.html`. */
const DIAGRAM_POLICY = ["frame-ancestors 'self'", 'sandbox allow-scripts'].join('; ')

/** What goes with every file of the app, as in production. */
const SECURITY_HEADERS = {
  'X-Content-Type-Options': 'nosniff',
  'Referrer-Policy': 'no-referrer',
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Permissions-Policy': 'camera=(), geolocation=(), microphone=(), payment=(), usb=()',
} as const

/** The headers of one of the app's files. */
export function appHeaders(path: string): Readonly<Record<string, string>> {
  // Vite puts a hash of the content into the names below assets/, and there alone.
  const isHashed = path.startsWith('/assets/')
  return {
    'Content-Security-Policy': path.startsWith('/diagram/') ? DIAGRAM_POLICY : APP_POLICY,
    ...SECURITY_HEADERS,
    'Cache-Control': isHashed ? 'public, max-age=31536000, immutable' : 'no-cache',
  }
}

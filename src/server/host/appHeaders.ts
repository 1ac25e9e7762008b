const APP_POLICY = [
  "default-src 'self'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self' blob: data:",
  // Users connect the app to any server of their choice.
  "connect-src 'self' http: https:",
  "object-src 'none'",
  "base-uri 'none'",
  "frame-ancestors 'none'",
  "form-action 'none'",
  // Trusted Types: no text becomes HTML or the URL of a script. The app takes the only policy before any
  // other code runs, and the policy returns the URL of the service worker whatever input it gets.
  "require-trusted-types-for 'script'",
  'trusted-types vue-chat-stream',
].join('; ')

/** The diagram page sets the rest of its policy in `diagram/index.html`. */
const DIAGRAM_POLICY = ["frame-ancestors 'self'", 'sandbox allow-scripts'].join('; ')

/** Headers of every file of the app, as in production. */
const SECURITY_HEADERS = {
  'X-Content-Type-Options': 'nosniff',
  'Referrer-Policy': 'no-referrer',
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Permissions-Policy': 'camera=(), geolocation=(), microphone=(), payment=(), usb=()',
} as const

/** Returns the response headers for one of the app's files. */
export function appHeaders(path: string): Readonly<Record<string, string>> {
  // Vite puts a content hash into names below assets/, and only there.
  const isHashed = path.startsWith('/assets/')
  return {
    'Content-Security-Policy': path.startsWith('/diagram/') ? DIAGRAM_POLICY : APP_POLICY,
    ...SECURITY_HEADERS,
    'Cache-Control': isHashed ? 'public, max-age=31536000, immutable' : 'no-cache',
  }
}

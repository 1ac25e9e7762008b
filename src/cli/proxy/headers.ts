import type { IncomingHttpHeaders, OutgoingHttpHeaders } from 'node:http'
import type { KeyMask } from './maskKey.ts'

/**
 * Request headers that stay behind: those of one connection, those that describe the page, and those that ask for
 * something other than the whole answer. Cookies of `localhost` belong to all programs on this machine. Ollama and
 * others refuse an `Origin` that they do not know.
 */
const NOT_SENT =
  /^(?:connection|keep-alive|proxy-.*|te|trailer|transfer-encoding|upgrade.*|expect|host|origin|referer|cookie|user-agent|accept-encoding|sec-.*|if-.*|range|forwarded|x-forwarded-.*)$/

/**
 * Response headers that reach the page: what describes the body, and what a client reads. All others stay behind,
 * above all cookies, redirects, CORS headers and those that change the app's origin, such as `Clear-Site-Data`.
 */
const RECEIVED =
  /^(?:cache-control|content-(?:encoding|language|length|type)|date|retry-after(?:-ms)?|request-id|ratelimit.*|openai-.*|x-(?!frame-options$|content-type-options$|sourcemap$).*)$/

/** A response of another server is data: the browser must not show it as a page of this origin, nor run it. */
const DATA_ONLY = {
  'Content-Security-Policy': "default-src 'none'; frame-ancestors 'none'; sandbox",
  'Cross-Origin-Resource-Policy': 'same-origin',
  'Referrer-Policy': 'no-referrer',
  'X-Content-Type-Options': 'nosniff',
} as const

/**
 * Returns the headers to send to the server for a request of the page.
 *
 * @param key - replaces the page's `Authorization`, if there is one
 */
export function requestHeaders(
  received: IncomingHttpHeaders,
  hasBody: boolean,
  key: string | undefined,
): OutgoingHttpHeaders {
  const ofConnection = (received.connection ?? '').toLowerCase().split(/\s*,\s*/)
  const sent = Object.entries(received).filter(
    ([name]) =>
      !NOT_SENT.test(name) &&
      !ofConnection.includes(name) &&
      (hasBody || !name.startsWith('content-')),
  )
  return { ...Object.fromEntries(sent), ...ownHeaders(key) }
}

/** Returns the headers of every request to the server. */
export function ownHeaders(key: string | undefined): OutgoingHttpHeaders {
  return {
    // A compressor would hold the answer back, and could hide the API key in it.
    'accept-encoding': 'identity',
    'user-agent': 'vue-chat-stream',
    ...(key === undefined ? {} : { authorization: `Bearer ${key}` }),
  }
}

/** Returns the headers of a response as the page gets them. */
export function responseHeaders(
  received: IncomingHttpHeaders,
  mask: KeyMask,
): Record<string, string> {
  const passed = Object.entries(received).flatMap(([name, value]) =>
    RECEIVED.test(name) && typeof value === 'string' ? [[name, mask.text(value)]] : [],
  )
  return { 'cache-control': 'no-store', ...Object.fromEntries(passed), ...DATA_ONLY }
}

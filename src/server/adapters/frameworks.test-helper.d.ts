// These packages have no types of their own.
declare module 'express4' {
  export { default } from 'express'
}

declare module 'compression' {
  import type { RequestHandler } from 'express'

  export default function compression(options?: { readonly threshold?: number }): RequestHandler
}

import { ChatStreamError } from './errors.ts'

/**
 * Waits for code that is loaded when an answer needs it. What arrives in the meantime must wait, in order.
 *
 * @param what names the code for the error
 * @throws {ChatStreamError} `network` if it cannot be loaded, for example after a new version of the page
 *   was deployed
 */
export function loadCode<Code>(code: Promise<Code>, what: string): Promise<Code> {
  return code.catch((cause: unknown) => {
    const message = `Could not load the ${what}: ${String(cause)}. Reload the page.`
    throw new ChatStreamError('network', message, { cause })
  })
}

/** Returns code that was loaded. @throws {Error} if a custom dialect does not pass on the call of `prepare` */
export function requireCode<Code>(code: Code | undefined): Code {
  if (code) return code
  throw new Error('Call and await its `prepare()` first.')
}

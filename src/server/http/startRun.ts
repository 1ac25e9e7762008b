import type { FoundRun, RunRecord } from '../runs/runRegister.ts'
import type { EndpointContext, Exchange, IncomingQuestion } from './context.ts'
import { Problem } from './problem.ts'

/**
 * Starts the run of a question, or returns the run that its key already has.
 *
 * @returns the run, or a response to send instead
 * @throws Problem 400 for an invalid key or question, 422 for a key that has another question, or the
 * refusal by a bound
 */
export async function startRun(
  incoming: IncomingQuestion,
  exchange: Exchange,
  context: EndpointContext,
): Promise<RunRecord | Response> {
  const { owner } = exchange
  const { hooks, store, runs } = context
  const key = storedKey(owner, incoming.key)
  const read = await hooks.questionOf(incoming.fields, exchange)
  const question =
    key === undefined ? read : { ...read, sentHash: await hashOf(JSON.stringify(incoming.fields)) }
  const known = key === undefined ? undefined : await store.register.findByKey(key)
  if (known) return sameRun(known)
  const response = await hooks.beforeRun?.(question, incoming, exchange)
  if (response) return response
  // If the client has left in the meantime, don't start a run: no client would ever learn its id. After a body, the
  // signal proves nothing: that of srvx 0.8 (Nitro 3.0) is aborted as soon as the body is read.
  if (!exchange.request.bodyUsed) exchange.request.signal.throwIfAborted()
  const run = sameRun(await runs.start({ question, key, owner }))
  hooks.onWork?.(runs.finished(run.id), exchange)
  return run

  function sameRun(run: RunRecord | FoundRun): RunRecord {
    if (run.question.sentHash === question.sentHash) return run
    throw new Problem(
      422,
      'Another question was sent with this idempotency key. Create a new key for each question.',
    )
  }
}

/** Returns a hash of a text: keeping the text itself would double the size of a question. */
async function hashOf(text: string): Promise<string> {
  const hash = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(text))
  return Array.from(new Uint8Array(hash), (byte) => byte.toString(16).padStart(2, '0')).join('')
}

/** Returns the key under which a run is stored: keys of different owners never meet. */
function storedKey(owner: string, key: string | undefined): string | undefined {
  if (key === undefined) return undefined
  if (/^[\x21-\x7e]{1,200}$/.test(key)) return `${owner} ${key}`
  throw new Problem(400, 'The idempotency key must be 1 to 200 visible ASCII characters.')
}

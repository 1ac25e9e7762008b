import type { Model } from '../model.ts'
import { createStubServer, type StubServerOptions } from '../server.ts'

/** What a test says to a process, as JSON in its argument. */
export interface StubProcessOptions extends Omit<StubServerOptions, 'model'> {
  /** Whether the model is one that cannot go on with what another began, as a real server is. */
  readonly isUpstream?: boolean
}

/** Talks until it is stopped. */
const upstream: Model = async function* (_, signal) {
  while (!signal.aborted) {
    yield { content: 'word ' }
    await new Promise((resolve) => setTimeout(resolve, 10))
  }
}

const text = process.argv[2] ?? '{}'
// Written by the helper beside, of this very type.
const { isUpstream, ...options } = JSON.parse(text) as StubProcessOptions
const server = await createStubServer({
  port: 0,
  ...options,
  ...(isUpstream ? { model: upstream } : {}),
})
process.once('SIGTERM', () => void server.close().then(() => process.exit(0)))
console.log(server.url)

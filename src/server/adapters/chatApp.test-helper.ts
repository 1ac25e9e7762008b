import { once } from 'node:events'
import { createServer, type RequestListener, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { setTimeout } from 'node:timers/promises'
import { onTestFinished } from 'vitest'
import { createChatServer, memoryStore, type ChatServer, type RunStore } from '../index.ts'

/** A question whose answer never ends. */
export const FOREVER = 'forever'
export const PATH = '/ai/chat/stream'

/** A chat server, and what its runs and readers did. */
export interface ChatApp {
  readonly chat: ChatServer
  /** The questions that were run, in order. */
  readonly runs: readonly string[]
  /** What the option `owner` got as `native`. */
  readonly natives: readonly unknown[]
  /** How many readers wait for the next entry of a run. */
  waitingReaders(): number
}

/** Creates a chat server that repeats the question, word by word. It is closed when the test ends. */
export function createChatApp(): ChatApp {
  const runs: string[] = []
  const natives: unknown[] = []
  let waiting = 0
  const chat = createChatServer({
    async *answer({ message }, { signal }) {
      runs.push(message)
      yield* message.split(/(?<= )/)
      if (message === FOREVER) await setTimeout(1e9, undefined, { signal })
    },
    owner(_, native) {
      natives.push(native)
      return undefined
    },
    store: countReads(memoryStore(), (change) => (waiting += change)),
    // Responses of the framework must not end the test early.
    heartbeat: 60_000,
  })
  onTestFinished(() => chat.close())
  return { chat, runs, natives, waitingReaders: () => waiting }
}

function countReads(store: RunStore, count: (change: number) => void): RunStore {
  const { log, register } = store
  return {
    register,
    close: () => store.close(),
    log: {
      create: (run) => log.create(run),
      append: (run, seq, event, epoch) => log.append(run, seq, event, epoch),
      head: (run) => log.head(run),
      remove: (run) => log.remove(run),
      async read(run, after, signal) {
        count(1)
        return log.read(run, after, signal).finally(() => count(-1))
      },
    },
  }
}

/** Starts a server of Node on a free port. It is closed when the test ends. */
export async function listen(listener: RequestListener | Server): Promise<string> {
  const server = typeof listener === 'function' ? createServer(listener) : listener
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  onTestFinished(() => {
    server.close()
    server.closeAllConnections()
  })
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}${PATH}`
}

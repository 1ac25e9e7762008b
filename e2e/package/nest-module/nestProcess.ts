import type { AddressInfo } from 'node:net'
import { createRedisStore } from 'vue-chat-stream/stub-server'
import { createNestApp } from './createNestApp.ts'

/** Starts an application over Redis in its own process, as its arguments say, and prints its port. */
const [url = '', ledger = '', resumes] = process.argv.slice(2)
const store = await createRedisStore({ url })
const app = await createNestApp({
  style: 'controller',
  ledger,
  pace: 15,
  store,
  resumes: resumes === 'resumes',
})
await app.listen(0, '127.0.0.1')
console.log((app.getHttpServer().address() as AddressInfo).port)

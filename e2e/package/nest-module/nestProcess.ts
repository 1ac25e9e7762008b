import type { AddressInfo } from 'node:net'
import { createClient } from 'redis'
import { redisStore } from 'vue-chat-stream/server/redis'
import { createNestApp } from './createNestApp.ts'

/** Starts an application over Redis in its own process, as its arguments say, and prints its port. */
const [url = '', ledger = '', resumes] = process.argv.slice(2)
const client = await createClient({ url }).connect()
const store = redisStore({ client })
const app = await createNestApp({
  style: 'controller',
  ledger,
  pace: 15,
  store,
  resumes: resumes === 'resumes',
})
await app.listen(0, '127.0.0.1')
console.log((app.getHttpServer().address() as AddressInfo).port)

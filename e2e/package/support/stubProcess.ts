import { createStubServer } from 'vue-chat-stream/stub-server'
import { createEchoModel } from './echoModel.ts'

/** Starts a stub in its own process for as many readers as its argument says, and prints its URL. */
const readers = Number(process.argv[2])
const { url } = await createStubServer({
  port: 0,
  model: createEchoModel(readers),
  limits: { liveRunsPerClient: readers },
})
console.log(url)

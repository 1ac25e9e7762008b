import { createStubServer } from 'vue-chat-stream/stub-server'
import { createEchoModel } from './echoModel.ts'

/** A stub in a process of its own, for as many readers as its argument says. Prints its address. */
const readers = Number(process.argv[2])
const { url } = await createStubServer({
  port: 0,
  model: createEchoModel(readers),
  limits: { liveRunsPerClient: readers },
})
console.log(url)

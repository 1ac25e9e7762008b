// assistant-stream/resumable with its store in memory: https://www.assistant-ui.com
import {
  createInMemoryResumableStreamStore,
  createResumableAssistantStreamResponse,
  createResumableStreamContext,
} from 'assistant-stream/resumable'
import { piecesOf, serveFetch } from '../../load/serve.ts'

const store = createInMemoryResumableStreamStore({
  maxStreams: 2_000,
  maxEntriesPerStream: 1_000_000,
})
const context = createResumableStreamContext({ store })

let runs = 0

await serveFetch((request) => {
  runs += 1
  return createResumableAssistantStreamResponse({
    context,
    streamId: `run-${runs}`,
    async callback(controller) {
      for await (const delta of piecesOf(request.url, new AbortController().signal)) {
        controller.appendText(delta)
      }
    },
  })
})

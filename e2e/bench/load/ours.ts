import { createChatServer, toNodeHandler } from '../../../src/server/index.ts'
import { createRedisStore } from '../../../src/server/internal.ts'
import { answer, PLANS, type PlanName } from './plan.ts'
import { serveListener } from './serve.ts'

const url = process.env['REDIS_URL'] ?? ''

const chat = createChatServer({
  answer({ message }, { signal }) {
    const [plan = 'streams', question] = message.split(' ')
    return answer(Number(question), PLANS[plan as PlanName], signal)
  },
  ...(url === '' ? {} : { store: await createRedisStore({ url }) }),
  // The defaults would refuse 40 MB, and 300 runs of 1 MB, which live at the same time.
  limits: {
    runBytes: 64 * 1024 * 1024,
    runEntries: 1_000_000,
    totalBytes: 1024 * 1024 * 1024,
  },
})
const handle = toNodeHandler(chat)

await serveListener((request, response) => {
  const query = new URL(request.url ?? '/', 'http://localhost').searchParams
  const message = `${query.get('plan')} ${query.get('question')}`
  request.url = `/?${new URLSearchParams({ message })}`
  return handle(request, response)
})

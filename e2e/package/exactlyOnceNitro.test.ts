// The built package in a built Nitro server, over connections that are cut at random positions.
import { expect, onTestFinished, test } from 'vitest'
import { textOf, useChatStream } from 'vue-chat-stream'
import { createPicker, createRandom } from '../bench/random.ts'
import { startKillingProxy } from '../killing-proxy/startKillingProxy.ts'
import { createProject } from './project/createProject.ts'
import { whileRunning } from './project/whileRunning.ts'
import { inFlight } from './support/inFlight.ts'
import { mixedText } from './support/mixedText.ts'
import { isSoak } from '../support/soak.ts'
import { SEED } from './support/seed.ts'

const QUESTIONS = 40
const REPEATED = 20

/** A server that repeats each question, and counts its runs. */
const FILES = {
  'nitro.config.js': `export default { serverDir: './' }`,
  'routes/ai/chat/stream/[...path].js': `import { setTimeout } from 'node:timers/promises'
    import { defineHandler } from 'nitro/h3'
    import { createChatServer } from 'vue-chat-stream/server'

    const chat = createChatServer({
      async *answer({ message }, { signal }) {
        const runs = (globalThis.runs ??= {})
        runs[message] = (runs[message] ?? 0) + 1
        for (const character of message.repeat(${REPEATED})) {
          await setTimeout(1, undefined, { signal })
          yield character
        }
      },
    })
    export default defineHandler((event) => chat.fetch(event.req, event))`,
  'routes/runs.js': `import { defineHandler } from 'nitro/h3'
    export default defineHandler(() => Response.json(globalThis.runs))`,
}

// The installation and the build take half a minute.
test.skipIf(!isSoak)(
  `a chat server in Nitro answers ${QUESTIONS} questions exactly once behind cut connections (SEED=${SEED}, only with SOAK=1)`,
  async () => {
    const { folder, run, remove } = await createProject(FILES, { nitro: '^3.0.0', vue: '^3.5.0' })
    onTestFinished(remove)
    await run('npx', 'nitro', 'build')
    await whileRunning(folder, [process.execPath, '.output/server/index.mjs'], async (origin) => {
      const proxy = await startKillingProxy({
        targets: [{ port: Number(new URL(origin).port) }],
        seed: SEED,
        upward: { min: 1, max: 15_000 },
        downward: { min: 1, max: 30_000 },
      })
      onTestFinished(() => proxy.close())
      const picker = createPicker(createRandom(SEED))
      const questions = Array.from(
        { length: QUESTIONS },
        (_, index) => `${index}: ${mixedText(picker, picker.between(1, 60))}`,
      )
      const answers = await inFlight(QUESTIONS, questions, async (question) => {
        const chat = useChatStream({
          url: `${proxy.origin}/ai/chat/stream`,
          transport: 'session',
          idempotencyKey: true,
          retry: { maxAttempts: 50, baseDelay: 1, maxDelay: 20 },
        })
        onTestFinished(chat.dispose)
        const { outcome, ...answer } = await chat.send(question)
        return { question, outcome, isExact: textOf(answer) === question.repeat(REPEATED) }
      })
      const wrong = answers.filter(({ isExact, outcome }) => !isExact || outcome !== 'complete')
      expect(wrong).toEqual([])
      const expected = Object.fromEntries(questions.map((question) => [question, 1]))
      expect(await (await fetch(`${origin}/runs`)).json()).toEqual(expected)
      expect(proxy.counts().kills).toBeGreaterThan(QUESTIONS / 2)
    })
  },
  300_000,
)

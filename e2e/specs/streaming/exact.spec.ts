import { expect, test } from '../../support/fixtures.ts'
import { chinese } from '../../../src/stub-server/answers/chinese.ts'
import { code } from '../../../src/stub-server/answers/code.ts'
import { emoji } from '../../../src/stub-server/answers/emoji.ts'
import { longAnswer } from '../../../src/stub-server/answers/long.ts'
import { story } from '../../../src/stub-server/answers/story.ts'
import { mainIf } from '../../support/mainPath.ts'

/** Questions whose answers are cut at critical positions, and their expected texts. */
const CUT = [
  { name: 'emoji and Chinese cut within a character', ask: '/emoji-cut', text: emoji + chinese },
  { name: 'a stream in single bytes', ask: '/split Reply only in emoji', text: emoji },
  { name: 'events cut in two', ask: '/split Tell me a story', text: story },
  { name: 'an answer in one burst', ask: '/burst 100 Show me code', text: code },
  { name: 'a long answer', ask: '/long 40000 pace=0', text: longAnswer(40_000) },
]

/** The app reads fetch streams itself, but the browser reads those of EventSource, so fewer cases are enough. */
for (const [transport, cases] of [
  ['session', CUT],
  ['get', CUT.slice(0, 2)],
  ['eventsource', CUT.slice(0, 2)],
] as const) {
  test.describe(`by ${transport}`, () => {
    test.use({ appConfig: { url: '/ai/chat/stream', transport } })

    for (const { name, ask, text } of cases) {
      test(`${name}: exact${mainIf(transport === 'session')}`, async ({ chat, stubState }) => {
        await chat.ask(ask)
        await chat.expectAnswer(text)
        await expect(chat.announcement).toHaveText(/^Answer complete/)
        expect((await stubState()).runs).toBe(1)
      })
    }
  })
}

import { expect, test } from 'vitest'
import { emoji } from '../../answers/emoji.ts'
import { story } from '../../answers/story.ts'
import { eventsOf } from '../../../server/eventsOf.test-helper.ts'
import type { StubServer } from '../../server.ts'
import { serverForTest } from '../../server.test-helper.ts'
import { REFUSAL } from '../answers.test-helper.ts'

const get = ({ url }: StubServer, message: string) =>
  fetch(`${url}/text?message=${encodeURIComponent(message)}`)

const textOf = async (response: Response) =>
  (await eventsOf(response)).map(({ data }) => data).join('')

test('the data of the events is the exact text, including spaces and line ends', async () => {
  const server = await serverForTest()
  expect(await textOf(await get(server, 'a story'))).toBe(story)
  expect(await textOf(await get(server, 'emoji'))).toBe(emoji)
  expect(await (await get(server, 'a story')).text()).toMatch(/^data: Once\n\ndata: {2}upon\n\n/)
})

test('the stream contains only text, and ends with the body', async () => {
  const server = await serverForTest()
  expect(await textOf(await get(server, '/parts'))).toBe(story)
  expect(await textOf(await get(server, '/refuse'))).toBe(REFUSAL)
})

test('GET and POST accept a question, and a request without one gets a story', async () => {
  const { url } = await serverForTest()
  for (const body of [
    { message: '/long 50' },
    { messages: [{ role: 'user', content: '/long 50' }] },
  ]) {
    const response = await fetch(`${url}/text`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify(body),
    })
    expect((await textOf(response)).length).toBe(50)
  }
  expect(await textOf(await fetch(`${url}/text`))).toBe(story)
})

test('a failure is sent as an error event', async () => {
  const events = await eventsOf(await get(await serverForTest(), '/error 20'))
  expect(events.at(-1)).toMatchObject({
    event: 'error',
    data: 'The model failed in the middle of its answer.',
  })
  expect(
    events
      .slice(0, -1)
      .map(({ data }) => data)
      .join(''),
  ).toBe(story.slice(0, 20))
})

test('an empty question is rejected, and HEAD starts no model', async () => {
  const server = await serverForTest()
  expect((await get(server, ' ')).status).toBe(400)
  expect((await fetch(`${server.url}/text`, { method: 'HEAD' })).status).toBe(405)
  expect(server.handler.state().runs).toBe(0)
})

import { describe, expectTypeOf, test } from 'vitest'
import { useChatStream, type Dialect, type Transport } from 'vue-chat-stream'
import {
  createFakeTransport,
  createTape,
  createTapeRecorder,
  forEveryCut,
  parseTape,
  replayAsFetch,
  replayAsTransport,
  type CutAnswer,
  type FakeRequest,
  type Tape,
  type TapePiece,
} from 'vue-chat-stream/testing'

const url = '/ai/chat/stream'

describe('a fake transport', () => {
  const fake = createFakeTransport()

  test('fits into the options of a chat', () => {
    useChatStream({ url, transport: fake.transport, dialect: fake.dialect })
    expectTypeOf(fake.transport).toEqualTypeOf<Transport>()
    expectTypeOf(fake.dialect).toEqualTypeOf<Dialect>()
    expectTypeOf(fake.requests).toEqualTypeOf<readonly FakeRequest[]>()
    expectTypeOf(fake.next).returns.resolves.toEqualTypeOf<FakeRequest>()
  })

  test('takes events and records of known shapes only', async () => {
    const request = await fake.next()
    expectTypeOf(request.text('Hi')).toEqualTypeOf<Promise<void>>()
    expectTypeOf(request.body).toBeUnknown()
    await request.event({ type: 'tool-delta', id: '1', name: 'look' })
    await request.record({ data: { content: 'Hi' }, id: '1' })
    // @ts-expect-error -- no event has this type
    await request.event({ type: 'text', text: 'Hi' })
    // @ts-expect-error -- a record has data
    await request.record({ event: 'close' })
    // @ts-expect-error -- a refusal has a status
    await request.refuse('Unauthorized')
    // @ts-expect-error -- only the chat sets whether it is aborted
    request.aborted = true
  })
})

describe('a tape', () => {
  const tape = createTape('data: {"content":"Hi"}\n\n')

  test('is returned by a recorder, and parsed from unknown input', () => {
    expectTypeOf(createTapeRecorder().tape).returns.toEqualTypeOf<Tape>()
    expectTypeOf(createTapeRecorder().fetch).toEqualTypeOf<typeof fetch>()
    expectTypeOf(parseTape).parameter(0).toBeUnknown()
    expectTypeOf(tape).toEqualTypeOf<Tape>()
  })

  test('has pieces of text or base64', () => {
    const piece = {} as TapePiece
    if ('text' in piece) expectTypeOf(piece.text).toEqualTypeOf<string>()
    else expectTypeOf(piece.base64).toEqualTypeOf<string>()
  })

  test('is replayed as a fetch or a transport', () => {
    useChatStream({ url, fetch: replayAsFetch(tape, { chunk: [1, 20], speed: 2 }) })
    useChatStream({ url, transport: replayAsTransport(tape, { cutAfter: { events: 1 } }) })
    // @ts-expect-error -- a position is in bytes or events
    replayAsFetch(tape, { cutAfter: { words: 1 } })
    // @ts-expect-error -- unknown kind of cut
    replayAsFetch(tape, { cutAs: 'explosion' })
    // @ts-expect-error -- random sizes need a seed
    replayAsFetch(tape, { chunk: { largest: 5 } })
  })

  test('is cut at every event or byte, and each cut works with a chat', () => {
    void forEveryCut(tape, ({ fetch, transport }) => useChatStream({ url, fetch, transport }), {
      every: 'byte',
    })
    expectTypeOf<CutAnswer['isWhole']>().toBeBoolean()
    // @ts-expect-error -- forEveryCut() chooses the positions itself
    void forEveryCut(tape, () => {}, { cutAfter: { bytes: 1 } })
  })
})

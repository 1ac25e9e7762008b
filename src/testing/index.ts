/** Tools for testing code that uses a chat stream, with any test runner. */
export { createFakeTransport, type FakeTransport } from './createFakeTransport.ts'
export type { FakeRecord, FakeRequest } from './fakeRequest.ts'
export { createTape, type CreateTapeOptions } from './createTape.ts'
export {
  createTapeRecorder,
  type TapeRecorder,
  type TapeRecorderOptions,
} from './createTapeRecorder.ts'
export { forEveryCut, type CutAnswer, type ForEveryCutOptions } from './forEveryCut.ts'
export { parseTape } from './parseTape.ts'
export type { Chunk } from './rechunk.ts'
export { replayAsFetch } from './replayAsFetch.ts'
export { replayAsTransport } from './replayAsTransport.ts'
export type { CutAs, CutPlace, ReplayOptions } from './replayOptions.ts'
export type { Tape, TapeExchange, TapePiece } from './tape.ts'

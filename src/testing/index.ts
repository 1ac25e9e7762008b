/** For tests of what is built on a chat stream, with any test runner. */
export { createFakeTransport, type FakeTransport } from './createFakeTransport.ts'
export type { FakeRecord, FakeRequest } from './fakeRequest.ts'

import type { Transport } from '../types.ts'
import { withQuestion } from './address.ts'
import { request, streamOf } from './request.ts'

/** `GET url?message=…` by `fetch`. The question stands in the address, which servers log. */
export const getTransport: Transport = async function* (question, context) {
  const address = withQuestion(context.url, question, context.body())
  yield* streamOf(await request(address, context), context)
}

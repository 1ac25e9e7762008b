import type { Transport } from '../types.ts'
import { withQuestion } from './address.ts'
import { withProtocolMarks } from './protocolMarks.ts'
import { request, streamOf } from './request.ts'

/** `GET url?message=…` by `fetch`. The question stands in the address, which servers log. */
export const getTransport: Transport = async function* (question, context) {
  const address = withQuestion(context.url, question, context.body())
  const response = await request(address, context)
  yield* withProtocolMarks(streamOf(response, context), context)
}

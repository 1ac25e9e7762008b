import type { Transport } from '../types.ts'
import { absoluteUrl } from './address.ts'
import { postJson } from './postJson.ts'
import { streamOf } from './request.ts'

/** `POST url` with a JSON body; the response is the answer's stream. */
export const postTransport: Transport = async function* (question, context) {
  const response = await postJson(absoluteUrl(context.url), question, context)
  yield* streamOf(response, context)
}

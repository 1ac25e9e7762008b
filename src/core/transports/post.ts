import type { Transport } from '../types.ts'
import { absoluteUrl } from './address.ts'
import { postJson } from './postJson.ts'
import { requestRest, streamOf } from './request.ts'

/**
 * `POST url` with a JSON body; the response is the answer's stream. Where that proves to be resumable,
 * `GET url/:sessionId` brings the rest of it.
 */
export const postTransport: Transport = async function* (question, context) {
  const { resumption } = context
  const response = resumption
    ? await requestRest(resumption, context)
    : await postJson(absoluteUrl(context.url), question, context)
  yield* streamOf(response, context)
}

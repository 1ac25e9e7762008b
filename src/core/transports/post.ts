import type { Transport } from '../types.ts'
import { absoluteUrl } from './endpointUrl.ts'
import { postJson } from './postJson.ts'
import { requestRest, readResponse } from './request.ts'

/**
 * Sends `POST url` with a JSON body; the response is the answer's stream. If the server proves that it can
 * resume, `GET url/:sessionId` requests the rest.
 */
export const postTransport: Transport = async function* (question, context) {
  const { resumption } = context
  const response = resumption
    ? await requestRest(resumption, context)
    : await postJson(absoluteUrl(context.url), question, context)
  yield* readResponse(response, context)
}

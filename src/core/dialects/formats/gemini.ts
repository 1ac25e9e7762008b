import { asObjects, isObject, toText, valueAt, type JsonObject } from '../../json.ts'
import type { Dialect } from '../../types.ts'
import { decodeFindings, toEvents, type Findings } from '../reading/findings.ts'

const end: Dialect['end'] = (state) => toEvents({ finish: state['reason'] }, state)

/**
 * Google's Gemini, at `…:streamGenerateContent?alt=sse`.
 *
 * Proof of the end: the clean end of the body after a `finishReason`. The `finishReason` does not end the
 * answer, as every chunk may have one. If the prompt was blocked, nothing follows.
 *
 * @see https://ai.google.dev/api/generate-content#method:-models.streamgeneratecontent
 */
export const gemini: Dialect = {
  name: 'gemini',

  decode: (record, state) => decodeFindings(record, state, read),

  end,
}

function read({
  candidates,
  promptFeedback,
  usageMetadata: usage,
}: JsonObject): readonly Findings[] {
  const candidate = asObjects(candidates).find(({ index }) => !index)
  const groundingChunks = asObjects(valueAt(candidate, 'groundingMetadata.groundingChunks'))
  const blocked = valueAt(promptFeedback, 'blockReason')
  return [
    ...asObjects(valueAt(candidate, 'content.parts')).map(readPart),
    {
      sources: groundingChunks.map(({ web, retrievedContext = web }) => retrievedContext),
      usage,
      reason: valueAt(candidate, 'finishReason'),
      isRefused: Boolean(blocked),
      finish: blocked,
    },
  ]
}

function readPart(part: JsonObject): Findings {
  const { text, thought, functionCall, inlineData, fileData, thoughtSignature: signature } = part
  const mediaType = toText(valueAt(inlineData ?? fileData, 'mimeType'))
  const data = toText(valueAt(inlineData, 'data'))
  const url = data ? `data:${mediaType};base64,${data}` : valueAt(fileData, 'fileUri')
  return {
    [thought ? 'reasoning' : 'text']: text,
    // Without arguments it is whole, too.
    tool: isObject(functionCall) && { args: {}, ...functionCall, signature, state: undefined },
    file: { mediaType, url },
  }
}

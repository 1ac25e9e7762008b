import type { Exchange, StubContext } from '../../context.ts'
import { Problem, readJson } from '../../../server/internal.ts'
import { readQuestion } from '../../toQuestion.ts'
import type { AnswerPiece } from '../answerPieces.ts'
import { asModelError } from '../asModelError.ts'
import { liveAnswer } from '../liveAnswer.ts'

/**
 * Answers `GET /text?message=…` and `POST /text`: each event contains a piece of the text, and the end of
 * the body ends the answer. The format supports nothing else except an error event.
 */
export async function bareText(exchange: Exchange, context: StubContext): Promise<Response> {
  const { message, turns } = await questionIn(exchange, context)
  return liveAnswer(
    { message, ...(turns ? { turns } : {}), stream: true, maxTokens: Infinity },
    {
      stream: ({ pieces }) => textEvents(pieces),
      whole: () => Promise.reject(new Error('/text always streams its answer.')),
    },
    exchange,
    context,
  )
}

async function questionIn({ request, url }: Exchange, { settings }: StubContext) {
  if (request.method === 'POST') {
    return readQuestion(await readJson(request, settings.limits.bodyBytes))
  }
  const message = url.searchParams.get('message') ?? undefined
  if (message?.trim() === '') {
    throw new Problem(400, 'The message is empty. Omit the parameter "message" to get a story.')
  }
  return { message, turns: undefined }
}

async function* textEvents(pieces: AsyncIterable<AnswerPiece>): AsyncGenerator<string> {
  try {
    for await (const piece of pieces) {
      switch (piece.type) {
        case 'content':
        case 'refusal':
        case 'filtered':
          yield event(piece.text)
          break
        default:
        // The format has no place for other pieces.
      }
    }
  } catch (error) {
    yield `event: error\n${event(asModelError(error).message)}`
  }
}

/** Writes one event. A space follows each colon, so that spaces in the text survive; line ends split the data. */
function event(text: string): string {
  const lines = text.split(/\r\n|\r|\n/).map((line) => `data: ${line}\n`)
  return `${lines.join('')}\n`
}

import { sendResponse as sendThroughNode } from '../http/sendResponse.ts'
import { toNodeResponse, type FrameworkResponse } from './platform.ts'

/**
 * Sends a response in a controller, on Express and on Fastify. It resolves when the response is sent or its client has
 * left, and never rejects.
 *
 * @param response what `ChatStream` returned
 * @param reply the response of the framework, as `@Res()` injects it
 * @example
 * @Get(':sessionId')
 * async stream(@Param('sessionId') sessionId: string, @Res() res: FrameworkResponse) {
 *   await sendResponse(await this.chat.stream(sessionId), res)
 * }
 */
export function sendResponse(response: Response, reply: FrameworkResponse): Promise<void> {
  return sendThroughNode(response, toNodeResponse(reply))
}

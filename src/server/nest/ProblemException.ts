import { Catch, HttpException, type ArgumentsHost, type ExceptionFilter } from '@nestjs/common'
import { Problem, problemResponse } from '../http/problem.ts'
import type { FrameworkResponse } from './platform.ts'
import { sendResponse } from './sendResponse.ts'

/** A `Problem` as an exception of Nest, so that the exception filters of an application know its status. */
export class ProblemException extends HttpException {
  readonly problem: Problem

  constructor(problem: Problem) {
    super(problem.message, problem.status, { cause: problem })
    this.problem = problem
  }
}

/** Sends a `Problem` as `application/problem+json` with its headers. `ChatStreamModule` registers it globally. */
export class ProblemFilter implements ExceptionFilter<ProblemException | Problem> {
  async catch(exception: ProblemException | Problem, host: ArgumentsHost): Promise<void> {
    // Only HTTP has a response; other transports get the exception as it is.
    if (host.getType() !== 'http') throw exception
    const problem = exception instanceof Problem ? exception : exception.problem
    const reply = host.switchToHttp().getResponse<FrameworkResponse>()
    await sendResponse(problemResponse(problem), reply)
  }
}
Catch(ProblemException, Problem)(ProblemFilter)

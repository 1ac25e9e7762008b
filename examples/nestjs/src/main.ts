import 'reflect-metadata'
import { NestFactory } from '@nestjs/core'
import type { NestExpressApplication } from '@nestjs/platform-express'
import { AppModule } from './app.module.js'

async function start() {
  const app = await NestFactory.create<NestExpressApplication>(AppModule)
  app.useStaticAssets('public')
  // The page imports the packages without a build step.
  app.useStaticAssets('node_modules', { prefix: '/node_modules/' })
  // On SIGTERM, streams end so that their readers resume from the next process.
  app.enableShutdownHooks()
  await app.listen(process.env['PORT'] ?? 3000, process.env['HOST'] ?? 'localhost')
  console.log(`listening on ${await app.getUrl()}`)
}

void start()

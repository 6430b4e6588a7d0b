// The documentation pages of three frameworks, each on a port of its own: `node frameworks.mjs <origin of the API>` prints where.
// Requests to /api are passed on to the API that judges, so that each page calls its own origin, as in life.
import 'reflect-metadata';
import { Module } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { SwaggerModule } from '@nestjs/swagger';
import express from 'express';
import Fastify from 'fastify';
import swaggerUiExpress from 'swagger-ui-express';

const [api] = process.argv.slice(2);
const specification = await (await fetch(`${api}/document/every`)).json();

async function judged(request, url) {
  const names = ['authorization', 'x-api-key', 'cookie'].filter((name) => request.headers[name]);
  const headers = Object.fromEntries(names.map((name) => [name, request.headers[name]]));
  const answer = await fetch(`${api}${url}`, { headers });
  return { status: answer.status, body: await answer.text() };
}

async function passOn(request, response, next) {
  if (!request.originalUrl.startsWith('/api/')) return next();
  const { status, body } = await judged(request, request.originalUrl);
  response.status(status).type('json').send(body);
}

async function startExpress() {
  const app = express();
  app.use(passOn);
  app.use('/docs', swaggerUiExpress.serve, swaggerUiExpress.setup(specification));
  const server = await new Promise((resolve) => {
    const listening = app.listen(0, '127.0.0.1', () => resolve(listening));
  });
  return `http://127.0.0.1:${server.address().port}/docs/`;
}

async function startNest() {
  class Empty {}
  Module({})(Empty);
  const app = await NestFactory.create(Empty, { logger: false });
  app.use(passOn);
  SwaggerModule.setup('docs', app, specification);
  await app.listen(0, '127.0.0.1');
  return `http://127.0.0.1:${app.getHttpServer().address().port}/docs`;
}

async function startFastify() {
  const app = Fastify();
  await app.register(import('@fastify/swagger'), { mode: 'static', specification: { document: specification } });
  await app.register(import('@fastify/swagger-ui'), { routePrefix: '/docs', staticCSP: true });
  app.get('/api/*', async (request, reply) => {
    const { status, body } = await judged(request, request.url);
    return reply.code(status).type('application/json').send(body);
  });
  return `${await app.listen({ port: 0, host: '127.0.0.1' })}/docs/`;
}

const [expressPage, nestPage, fastifyPage] = [await startExpress(), await startNest(), await startFastify()];
process.stdout.write(`${JSON.stringify({ express: expressPage, nest: nestPage, fastify: fastifyPage })}\n`);

# syntax=docker/dockerfile:1
# Production image: the built service, its dependencies and its migrations; no demonstration, no tests, no build tools.

FROM node:24-bookworm-slim AS build
WORKDIR /app
COPY package.json package-lock.json .npmrc ./
RUN npm ci --ignore-scripts --no-audit --no-fund
COPY . .
RUN npm run build \
 && rm -rf dist/demo dist/step_up dist/test dist/population dist/bench dist/prisma.config.js dist/prisma.config.js.map

FROM node:24-bookworm-slim
ENV NODE_ENV=production \
    HOST=0.0.0.0 \
    PORT=3000
WORKDIR /app
COPY package.json package-lock.json .npmrc ./
COPY deploy/prune_modules.mjs deploy/
# Never --omit=optional: Argon2's own binary is an optional dependency.
RUN npm ci --omit=dev --ignore-scripts --no-audit --no-fund \
 && node deploy/prune_modules.mjs \
 && npm cache clean --force
COPY prisma/migrations prisma/migrations
COPY --from=build /app/dist dist
USER node
EXPOSE 3000
# Liveness only: a store that is away is readiness' matter (/readyz), and no reason to restart.
HEALTHCHECK --interval=10s --timeout=3s --start-period=20s --retries=3 \
  CMD ["node", "-e", "fetch(`http://127.0.0.1:${process.env.PORT}/healthz`).then((answer) => process.exit(answer.ok ? 0 : 1), () => process.exit(1))"]
CMD ["node", "--enable-source-maps", "dist/src/main.js"]

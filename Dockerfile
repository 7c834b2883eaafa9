# The web app and its API in one image. The tests run each of these commands outside a container.
FROM node:22-bookworm-slim

WORKDIR /app
COPY . .
RUN npm ci --include=dev --include=optional --include=peer --no-audit --no-fund
RUN npm run build

# For the embedded database and its secret; unused with DATABASE_URL.
RUN mkdir /data && chown node:node /data
ENV NODE_ENV=production DATA_DIR=/data PORT=3000
VOLUME /data
EXPOSE 3000
USER node

HEALTHCHECK --interval=10s --timeout=3s --start-period=20s \
  CMD ["node", "-e", "fetch(`http://localhost:${process.env.PORT}/healthz`).then(({ ok }) => process.exit(ok ? 0 : 1), () => process.exit(1))"]

# Node itself, not npm: it receives the stop signal, and finishes requests in flight.
CMD ["node", "apps/web/dist/server.js"]

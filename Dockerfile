# The web app and its API in one image. Each command here is one that the tests run outside of a container.
FROM node:22-bookworm-slim

WORKDIR /app
COPY . .
RUN npm ci --include=dev --include=optional --include=peer --no-audit --no-fund
RUN npm run build

# For the embedded database and its secret; with DATABASE_URL nothing is written there.
RUN mkdir /data && chown node:node /data
ENV NODE_ENV=production DATA_DIR=/data PORT=3000
VOLUME /data
EXPOSE 3000
USER node

HEALTHCHECK --interval=10s --timeout=3s --start-period=20s \
  CMD ["node", "-e", "fetch(`http://localhost:${process.env.PORT}/healthz`).then(({ ok }) => process.exit(ok ? 0 : 1), () => process.exit(1))"]

# Node itself, and not npm: it gets the signal to stop, and finishes what is under way.
CMD ["node", "apps/web/dist/server.js"]

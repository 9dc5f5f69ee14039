# The program with Chromium and Chinese fonts; config/ and data/ are mounted. Build: npm pack && docker build -t xuncha .
# Leave only the newest xuncha-*.tgz in the folder.
FROM node:26.10.0-trixie-slim

# versions are those of the Debian release that the tag above names
# hadolint ignore=DL3008
RUN apt-get update \
  && apt-get install --yes --no-install-recommends chromium fonts-noto-cjk ca-certificates tini \
  && rm -rf /var/lib/apt/lists/*

WORKDIR /opt/xuncha
COPY package.json package-lock.json ./
# what the lock file names, as `npm run setup` installs it; no install scripts: the image has the Node that they would
# fetch, and Chromium comes from Debian
RUN npm install --no-save --omit=dev --ignore-scripts --no-audit --no-fund \
  && rm -rf /root/.npm

# unpacked into /opt/xuncha/package, where the packages above are found
ADD xuncha-*.tgz ./
RUN ln -s /opt/xuncha/package/xuncha /usr/local/bin/xuncha

# Chromium has its sandbox only as an ordinary user
RUN useradd --create-home --uid 10001 xuncha \
  && mkdir -p /srv/xuncha/config /srv/xuncha/data \
  && chown -R xuncha:xuncha /srv/xuncha
USER xuncha
# as an installed package, the program takes the current folder for its own
WORKDIR /srv/xuncha
VOLUME ["/srv/xuncha/config", "/srv/xuncha/data"]

# no zone is set: hours are those of `timezone` in the settings
ENTRYPOINT ["tini", "--", "xuncha"]
CMD ["schedule"]

-- One row: which instance said last that it is there, who did before that, and which one is alone and trusts its memory, if any.
CREATE TABLE "instance_presence" (
    "one" BOOLEAN NOT NULL,
    "last" UUID,
    "before" UUID,
    "alone" UUID,

    CONSTRAINT "instance_presence_pkey" PRIMARY KEY ("one")
);

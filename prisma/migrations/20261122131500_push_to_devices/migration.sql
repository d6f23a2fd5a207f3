-- CreateEnum
CREATE TYPE "quiet_hours_policy" AS ENUM ('HOLD', 'DROP');

-- CreateEnum
CREATE TYPE "alert_severity" AS ENUM ('INFO', 'WARNING', 'CRITICAL');

-- AlterTable
ALTER TABLE "users" ADD COLUMN     "min_severity" "alert_severity" NOT NULL DEFAULT 'INFO',
ADD COLUMN     "quiet_hours_policy" "quiet_hours_policy" NOT NULL DEFAULT 'HOLD';

-- AlterTable
ALTER TABLE "devices" ADD COLUMN     "checked_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP;

-- CreateTable
CREATE TABLE "pending_installations" (
    "device_id" TEXT NOT NULL,
    "version" TEXT NOT NULL,
    "due_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "tries" INTEGER NOT NULL DEFAULT 0,

    CONSTRAINT "pending_installations_pkey" PRIMARY KEY ("device_id")
);

-- CreateIndex
CREATE INDEX "pending_installations_due_at_idx" ON "pending_installations"("due_at");

-- CreateIndex
CREATE INDEX "devices_push_handle_idx" ON "devices"("push_handle");

-- CreateIndex
CREATE INDEX "devices_checked_at_idx" ON "devices"("checked_at");

-- Devices that were registered before there was a hub are installed in it as soon as there is one.
INSERT INTO "pending_installations" ("device_id", "version") SELECT "id", gen_random_uuid()::TEXT FROM "devices";

CREATE TABLE `deployments` (
	`id` text PRIMARY KEY NOT NULL,
	`owner_id` text NOT NULL,
	`name` text NOT NULL,
	`status` text NOT NULL,
	`status_message` text NOT NULL,
	`step` text,
	`host` text,
	`created_at` text NOT NULL,
	`paid_at` text,
	`ready_at` text,
	`destroyed_at` text,
	`current_period_end` text,
	`stripe_subscription_id` text,
	`order_id` text,
	`order_price_cents` integer,
	`order_currency` text,
	`service_name` text,
	`price_cents` integer NOT NULL,
	`model_key_hash` text,
	`version` integer NOT NULL,
	`next_due_at` text
);
--> statement-breakpoint
CREATE INDEX `deployments_owner` ON `deployments` (`owner_id`,`created_at`);--> statement-breakpoint
CREATE INDEX `deployments_due` ON `deployments` (`next_due_at`);--> statement-breakpoint
CREATE INDEX `deployments_subscription` ON `deployments` (`stripe_subscription_id`);--> statement-breakpoint
CREATE TABLE `directory` (
	`id` text PRIMARY KEY NOT NULL,
	`owner_id` text NOT NULL,
	`created_at` text NOT NULL,
	`request_key` text
);
--> statement-breakpoint
CREATE UNIQUE INDEX `directory_request_key_unique` ON `directory` (`request_key`);--> statement-breakpoint
CREATE INDEX `directory_owner` ON `directory` (`owner_id`,`created_at`);--> statement-breakpoint
CREATE TABLE `step_timings` (
	`deployment_id` text NOT NULL,
	`step` text NOT NULL,
	`seconds` integer NOT NULL,
	`ended_at` text NOT NULL,
	PRIMARY KEY(`deployment_id`, `step`)
);
--> statement-breakpoint
CREATE INDEX `step_timings_step` ON `step_timings` (`step`,`ended_at`);--> statement-breakpoint
CREATE TABLE `account` (
	`id` text PRIMARY KEY NOT NULL,
	`account_id` text NOT NULL,
	`provider_id` text NOT NULL,
	`user_id` text NOT NULL,
	`access_token` text,
	`refresh_token` text,
	`id_token` text,
	`access_token_expires_at` integer,
	`refresh_token_expires_at` integer,
	`scope` text,
	`password` text,
	`created_at` integer NOT NULL,
	`updated_at` integer NOT NULL,
	FOREIGN KEY (`user_id`) REFERENCES `user`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE INDEX `account_user_id` ON `account` (`user_id`);--> statement-breakpoint
CREATE TABLE `rate_limit` (
	`id` text PRIMARY KEY NOT NULL,
	`key` text NOT NULL,
	`count` integer NOT NULL,
	`last_request` integer NOT NULL
);
--> statement-breakpoint
CREATE UNIQUE INDEX `rate_limit_key_unique` ON `rate_limit` (`key`);--> statement-breakpoint
CREATE TABLE `session` (
	`id` text PRIMARY KEY NOT NULL,
	`expires_at` integer NOT NULL,
	`token` text NOT NULL,
	`created_at` integer NOT NULL,
	`updated_at` integer NOT NULL,
	`ip_address` text,
	`user_agent` text,
	`user_id` text NOT NULL,
	FOREIGN KEY (`user_id`) REFERENCES `user`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE UNIQUE INDEX `session_token_unique` ON `session` (`token`);--> statement-breakpoint
CREATE INDEX `session_user_id` ON `session` (`user_id`);--> statement-breakpoint
CREATE TABLE `user` (
	`id` text PRIMARY KEY NOT NULL,
	`name` text NOT NULL,
	`email` text NOT NULL,
	`email_verified` integer NOT NULL,
	`image` text,
	`created_at` integer NOT NULL,
	`updated_at` integer NOT NULL,
	`stripe_customer_id` text
);
--> statement-breakpoint
CREATE UNIQUE INDEX `user_email_unique` ON `user` (`email`);--> statement-breakpoint
CREATE UNIQUE INDEX `user_stripe_customer_id_unique` ON `user` (`stripe_customer_id`);--> statement-breakpoint
CREATE TABLE `verification` (
	`id` text PRIMARY KEY NOT NULL,
	`identifier` text NOT NULL,
	`value` text NOT NULL,
	`expires_at` integer NOT NULL,
	`created_at` integer NOT NULL,
	`updated_at` integer NOT NULL
);
--> statement-breakpoint
CREATE INDEX `verification_identifier` ON `verification` (`identifier`);
variable "endpoint" {
  description = "URL of the Drey server: kinesisAnalytics in its endpoints.json."
  type        = string
  default     = "http://127.0.0.1:4747"
}

variable "s3_endpoint" {
  description = "URL of the object store that the server reads code from: s3 in its endpoints.json."
  type        = string
}

variable "region" {
  description = "Region that requests are signed for: region in endpoints.json."
  type        = string
  default     = "us-east-1"
}

variable "name" {
  description = "Name of the application."
  type        = string
  default     = "clicks"
}

variable "jar" {
  description = "Path of the application's jar."
  type        = string
}

variable "parallelism" {
  description = "How many subtasks each operator has."
  type        = number
  default     = 1
}

variable "properties" {
  description = "What the application reads as the property group of its name."
  type        = map(string)
  default     = {}
}
